/** How far the sweep of each account and Region is, and the round over all of them. */
package dev.ecrauditor.finding.sweep;
