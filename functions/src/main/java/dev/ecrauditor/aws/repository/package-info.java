/** Lists, describes and reads repositories, and switches their scanning on. */
package dev.ecrauditor.aws.repository;
