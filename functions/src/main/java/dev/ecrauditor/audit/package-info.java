/** The story on one screen: audit a change, drain the alerts, remediate. Calls the other stations through ports. */
package dev.ecrauditor.audit;
