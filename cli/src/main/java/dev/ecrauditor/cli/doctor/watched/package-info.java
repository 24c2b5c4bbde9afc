/** The checks of each watched account, and of each of its watched Regions. */
package dev.ecrauditor.cli.doctor.watched;
