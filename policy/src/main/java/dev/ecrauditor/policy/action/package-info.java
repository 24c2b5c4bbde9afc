/** Actions of ECR and KMS: access levels, sets of actions, and faults in the names of actions. */
package dev.ecrauditor.policy.action;
