/** Which alerts wait for the digest of the next day, because a quiet actor of the settings caused them. Pure. */
package dev.ecrauditor.finding.quiet;
