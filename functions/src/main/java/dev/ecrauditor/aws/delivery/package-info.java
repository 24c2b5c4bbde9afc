/** Reads what delivers events and alerts: rules of EventBridge, trails of CloudTrail, subscribers of SNS. */
package dev.ecrauditor.aws.delivery;
