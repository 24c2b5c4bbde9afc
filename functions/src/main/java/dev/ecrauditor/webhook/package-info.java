/** Sends alerts to incoming webhooks of Slack: docs/adr/0058-an-incoming-webhook-notifier-of-our-own.md. */
package dev.ecrauditor.webhook;
