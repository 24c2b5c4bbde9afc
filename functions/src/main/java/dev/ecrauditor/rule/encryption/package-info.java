/** The rules about encryption and the KMS keys behind it. */
package dev.ecrauditor.rule.encryption;
