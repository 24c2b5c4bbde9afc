/** Signed calls to services without an SDK client in the jar: docs/adr/0033-organizations-without-its-sdk-module.md. */
package dev.ecrauditor.aws.signed;
