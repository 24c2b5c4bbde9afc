/** Which failures the waivers of the settings cover. Pure. */
package dev.ecrauditor.finding.waiver;
