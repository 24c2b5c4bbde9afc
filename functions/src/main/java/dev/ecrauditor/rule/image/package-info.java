/** The rules about images: scanning, tags, lifecycle and signing. */
package dev.ecrauditor.rule.image;
