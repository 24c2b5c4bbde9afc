/** The audits of registries and keys, beside that of repositories. */
package dev.ecrauditor.audit.subject;
