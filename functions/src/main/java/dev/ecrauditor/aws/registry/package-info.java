/** Reads private registries from ECR. */
package dev.ecrauditor.aws.registry;
