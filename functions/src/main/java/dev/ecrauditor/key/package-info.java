/** The KMS keys that encrypt repositories. */
package dev.ecrauditor.key;
