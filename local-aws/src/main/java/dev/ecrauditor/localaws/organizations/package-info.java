/**
 * AWS Organizations: the accounts, organizational units and delegated administrators of one organization.
 */
@NullMarked
package dev.ecrauditor.localaws.organizations;

import org.jspecify.annotations.NullMarked;
