/** The store of findings and of the progress of sweeps in DynamoDB. */
package dev.ecrauditor.aws.dynamodb;
