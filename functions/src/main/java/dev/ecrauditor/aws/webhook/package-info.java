/** What the webhook notifier reads and stores in AWS. */
package dev.ecrauditor.aws.webhook;
