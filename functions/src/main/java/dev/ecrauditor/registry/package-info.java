/** The private registry of an account in a Region: its policy, replication, scanning, creation templates and pull through caches. */
package dev.ecrauditor.registry;
