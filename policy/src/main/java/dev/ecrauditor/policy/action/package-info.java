/** Actions of ECR and KMS: access levels, sets of actions, and what is wrong with the name of an action. */
package dev.ecrauditor.policy.action;
