/** Reads of doctor, with the caller's credentials in the hub account and an assumed role in every other. */
package dev.ecrauditor.cli.doctor.aws;
