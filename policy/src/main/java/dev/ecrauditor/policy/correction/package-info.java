/** The smallest change after which a policy lets nobody in who is not trusted. */
package dev.ecrauditor.policy.correction;
