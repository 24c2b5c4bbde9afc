/**
 * The settings of ECR registries beside scanning: policy, account settings, replication, creation templates,
 * pull-through cache rules and signing.
 */
@NullMarked
package dev.ecrauditor.localaws.ecr.registry;

import org.jspecify.annotations.NullMarked;
