/** What infrastructure as code declares about ECR and KMS: read before it is deployed, evaluated by the same rules. */
@NullMarked
package dev.ecrauditor.iac;

import org.jspecify.annotations.NullMarked;
