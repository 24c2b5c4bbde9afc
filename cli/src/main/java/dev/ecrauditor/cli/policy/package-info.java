/** The command policy: one policy or a file of them, explained. */
package dev.ecrauditor.cli.policy;
