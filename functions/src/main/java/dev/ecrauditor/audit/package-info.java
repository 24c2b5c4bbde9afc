/** The use cases: audit a change, drain the alerts, remediate. They call AWS and the store through ports. */
package dev.ecrauditor.audit;
