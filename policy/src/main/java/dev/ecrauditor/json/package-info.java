/**
 * The strict JSON reader and writer of the project. Events and policies are hostile text: duplicate members, trailing
 * content and deep nesting are refused. Built on the token stream of jackson-core, without data binding.
 */
package dev.ecrauditor.json;
