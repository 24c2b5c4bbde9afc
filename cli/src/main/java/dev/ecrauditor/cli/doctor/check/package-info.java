/** What a check is, what it may find, and how a policy of a resource is evaluated for one request. */
package dev.ecrauditor.cli.doctor.check;
