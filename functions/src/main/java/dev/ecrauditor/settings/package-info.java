/** What the people who deploy the auditor decided: how far remediation may go, and what it leaves alone. */
package dev.ecrauditor.settings;
