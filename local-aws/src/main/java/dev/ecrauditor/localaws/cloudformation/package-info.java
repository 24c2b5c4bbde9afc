/**
 * AWS CloudFormation: stacks, StackSets and their instances, as they were loaded.
 */
@NullMarked
package dev.ecrauditor.localaws.cloudformation;

import org.jspecify.annotations.NullMarked;
