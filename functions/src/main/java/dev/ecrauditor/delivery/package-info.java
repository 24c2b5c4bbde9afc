/** Whether events of an account and Region can arrive, and alerts reach somebody: facts that were read, and checks. */
package dev.ecrauditor.delivery;
