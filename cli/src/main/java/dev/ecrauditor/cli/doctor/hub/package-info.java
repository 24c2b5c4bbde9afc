/** The checks of the hub. */
package dev.ecrauditor.cli.doctor.hub;
