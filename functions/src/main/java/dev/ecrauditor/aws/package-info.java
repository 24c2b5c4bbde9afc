/** The adapters: the only place that knows the AWS SDK. Each implements one port of a station. */
package dev.ecrauditor.aws;
