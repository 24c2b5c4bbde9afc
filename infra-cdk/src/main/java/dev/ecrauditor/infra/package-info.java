/**
 * The CDK app that deploys the auditor; shares no code with the functions, only the names of handlers and environment
 * variables.
 */
@NullMarked
package dev.ecrauditor.infra;

import org.jspecify.annotations.NullMarked;
