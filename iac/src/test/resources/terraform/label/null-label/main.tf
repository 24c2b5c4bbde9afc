variable "enabled" {
  type    = bool
  default = null
}

variable "context" {
  type    = any
  default = { enabled = true, namespace = null, name = null, delimiter = "-", tags = {} }
}

variable "namespace" {
  type    = string
  default = null
}

variable "name" {
  type    = string
  default = null
}

locals {
  input = {
    enabled   = var.enabled == null ? var.context.enabled : var.enabled
    namespace = var.namespace == null ? var.context.namespace : var.namespace
    name      = var.name == null ? var.context.name : var.name
  }

  cleaned = { for key in ["namespace", "name"] : key => local.input[key] == null ? "" : replace(local.input[key], "/[^a-zA-Z0-9-]/", "") }
  id      = join(var.context.delimiter, [for key in ["namespace", "name"] : local.cleaned[key] if length(local.cleaned[key]) > 0])
}

output "enabled" {
  value = local.input.enabled
}

output "id" {
  value = local.input.enabled ? local.id : ""
}

output "tags" {
  value = merge(var.context.tags, { Name = local.id })
}

output "context" {
  value = merge(var.context, local.input)
}
