/** The settings of a deployment: how far remediation may go, and what it excludes. */
package dev.ecrauditor.settings;
