/** The accounts of AWS Organizations, and which of them are watched. */
package dev.ecrauditor.organization;
