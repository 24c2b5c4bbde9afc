/** The command {@code package}: a folder that the AWS CLI alone can deploy. */
package dev.ecrauditor.cli.packaging;
