/** Reads KMS keys and the grants on them. */
package dev.ecrauditor.aws.key;
