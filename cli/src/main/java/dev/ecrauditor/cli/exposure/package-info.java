/** The command {@code exposure}: who outside an account can obtain or alter its images, by any access path. */
package dev.ecrauditor.cli.exposure;
