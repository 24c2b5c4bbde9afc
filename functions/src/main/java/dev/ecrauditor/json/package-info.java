/**
 * The one strict JSON reader of the project, under the road: events and policies are hostile text, and both doors must refuse
 * the same things (duplicate keys, trailing content, over-deep nesting). Built on jackson-core's tokens, without data binding.
 */
package dev.ecrauditor.json;
