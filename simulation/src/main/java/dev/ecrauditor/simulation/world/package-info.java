/** AWS as far as the auditor touches it: ECR, CloudTrail, SQS, Lambda, DynamoDB and SNS, at-least-once and unordered. */
package dev.ecrauditor.simulation.world;
