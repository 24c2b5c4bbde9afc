/** Parts of the texts of alerts: lines, lists of actions, evidence for people, owners and waivers. */
package dev.ecrauditor.alert.text;
