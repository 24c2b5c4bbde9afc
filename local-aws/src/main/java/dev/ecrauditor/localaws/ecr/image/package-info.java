/**
 * The images of ECR repositories, as manifests with tags; no layers are stored.
 */
@NullMarked
package dev.ecrauditor.localaws.ecr.image;

import org.jspecify.annotations.NullMarked;
