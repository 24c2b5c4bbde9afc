/** Objects in S3, by signed calls: docs/adr/0038-settings-change-without-a-deployment.md. */
package dev.ecrauditor.aws.s3;
