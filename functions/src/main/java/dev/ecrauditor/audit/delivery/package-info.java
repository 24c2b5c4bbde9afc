/** Records whether events arrive and alerts are received. */
package dev.ecrauditor.audit.delivery;
