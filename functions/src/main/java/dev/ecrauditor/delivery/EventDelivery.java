package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;
import java.util.List;

/**
 * What delivers the events of an account and Region.
 *
 * @param rule the rule that sends them to the auditor
 * @param trails those that record this Region, up to the first that {@link Trail#delivers()}
 */
public record EventDelivery(Reading<EventRule> rule, Reading<List<Trail>> trails) {}
