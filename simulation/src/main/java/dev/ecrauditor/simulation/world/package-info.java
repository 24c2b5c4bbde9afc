/**
 * The parts of AWS that the auditor uses: ECR, CloudTrail, SQS, Lambda, DynamoDB and SNS, at-least-once and unordered.
 */
package dev.ecrauditor.simulation.world;
