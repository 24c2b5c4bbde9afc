/**
 * Reads templates of AWS CloudFormation in YAML and JSON, templates of AWS SAM, and the cloud assemblies of the AWS CDK:
 * {@code TemplateNode} is the text with its lines, {@code Evaluation} its intrinsic functions.
 */
@NullMarked
package dev.ecrauditor.iac.cloudformation;

import org.jspecify.annotations.NullMarked;
