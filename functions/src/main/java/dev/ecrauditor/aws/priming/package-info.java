/** AWS as an invented event sees it that runs before Lambda takes the snapshot of a function. */
package dev.ecrauditor.aws.priming;
