/** The adapter of AWS Organizations, by signed calls of its own: docs/adr/0033-organizations-without-its-sdk-module.md. */
package dev.ecrauditor.aws.organizations;
