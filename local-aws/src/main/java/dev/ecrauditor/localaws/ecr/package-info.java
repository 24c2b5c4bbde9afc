/**
 * Operations of Amazon ECR.
 */
@NullMarked
package dev.ecrauditor.localaws.ecr;

import org.jspecify.annotations.NullMarked;
