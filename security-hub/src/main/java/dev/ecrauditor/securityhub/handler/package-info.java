/** The Lambda entry point; the only package that uses the interfaces of Lambda. */
@NullMarked
package dev.ecrauditor.securityhub.handler;

import org.jspecify.annotations.NullMarked;
