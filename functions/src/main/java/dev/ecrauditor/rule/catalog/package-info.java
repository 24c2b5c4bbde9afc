/** Every rule of the auditor. */
package dev.ecrauditor.rule.catalog;
