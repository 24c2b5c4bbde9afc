/** The checks that need nothing deployed. */
package dev.ecrauditor.cli.doctor.before;
