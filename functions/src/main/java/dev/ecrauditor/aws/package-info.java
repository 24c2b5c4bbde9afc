/** The adapters: the only package that uses the AWS SDK. Each implements one port. */
package dev.ecrauditor.aws;
